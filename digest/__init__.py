"""A static website generator for an annotated research digest.

A digest is a function from a tree of files to a tree of files:

    load      Tree    → Content     typed records, not yet connected     reports the problems of all files at once
    assemble  Content → Site        every reference known to hold         reports all dangling references at once
    pages     Site    → Page*       every page of the site, listed in one place
    build     Tree    → Tree        pages, feeds, data, search index and static files, merged
    publish   Tree    → folder      whole or not at all; only files of our own making are ever removed

The modules by folder, each of which imports only from those above it (a test reads this list):

    values/         what everything else is made of
      problems      a place and a sentence; did-you-mean
      tree          files as a value: path → bytes
      fingerprint   equal bytes for equal values
      words         texts with rules: Slug, ArxivId, Url, Day, Quantity, Blank

    entries/        what authors write, one file at a time
      facts         Cited values, Source, the facts asked of every model
      records       the vocabulary: one frozen record per kind of entry
      settings      what holds for the whole site
      forge         links to a file's editor and to a report of a mistake
      staleness     how long ago a source was read, in words
      nodes         YAML text → nodes with lines
      decode        nodes → records, led by the records' types
      mathml        LaTeX → MathML
      note          a note as HTML with holes
      analysis      text → the words that search knows it by
      anchors       ids that pages use themselves
      numerals      numbers in running text that want a source
      markdown      Markdown → note
      entry         one file: record, note, and where each field stands
      checks        what a file must hold beyond its types
      content       Tree → Content: folder → kind, file name → slug, file → entry

    connections/    how entries belong together
      lineage       nodes with parents → a nested list, and its drawing
      site          Content → Site: references, order, backlinks
      kinship       who follows a model, who is of its family
      history       what was corrected and what was added, newest first
      related       what to read next, and why
      pairs         which models are compared with which beforehand
      model_facets  family, weights, size, build
      rules         the house rules: what a digest holds beyond what can be built

    display/        what readers see
      bibliography  the sources of one page, numbered
      tables        result sets and comparisons → Table; Table → CSV
      disagreement  published scores → where reporters differ about one model
      svg           a plotting library's SVG → one fit for a page
      labels        where the names of points go
      axes          numbers and days → the axes of a chart
      charts        Table → Drawing → SVG
      model_charts  numbers of all models, drawn against each other
      parts         what a note consists of on a page
      bodies        a note in place: links, citations, figures
      views         what the templates of entries may see; Page
      list_views    what the templates of lists may see
      citations     Paper → BibTeX
      entry_pages   entries → views of their own pages
      model_pages   models and benchmarks → views of their own pages
      pair_pages    pairs of models → views of their comparisons
      list_pages    views of home, lists and the pages that belong to no entry
      alphabet      everything by name, from A to Z
      paper_lists   papers in each order, by month and by model
      model_lists   models in one table, with a choice of columns
      pages         Site → every Page
      templating    Page → HTML through Jinja

    output/         what a build gives
      feeds         Site → RSS
      data          Site → JSON and CSV
      search        Site → search index
      build         Tree → Tree

    outside/        files, network, processes and the clock, touched nowhere else
      store         what was made before, by key
      work          running pure functions: remembered, and spread over the cores
      disk          reading a folder, publishing one
      serve         a preview over HTTP
      cli           build, check, serve
"""
