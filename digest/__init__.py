"""A static website generator for an annotated research digest.

A digest is a function from a tree of files to a tree of files, made of steps that ask:

    files     what lies in content/, templates/ and static/, asked for by path
    steps     pure functions that ask files and one another: an entry's parts, lists in order, who mentions whom, a chart
    site      what views look things up in; each look-up is a question
    producers name the files of the site, and what makes each: pages, feeds, data, search, copies
    build     every file that a producer names, made            needs no memory: a dict of files in, a dict of files out
    renew     the same with a memory: a file is made again only where something that it asked has changed
    publish   files → folder     whole or not at all; what did not change stays; only files of our own making are ever removed

The modules by folder, each of which imports only from those above it (a test reads this list;
by * it means a folder's other modules, in the order of their own imports):

    values/         what everything else is made of
      directions    text that runs from right to left
      unseen        characters that nobody sees
      problems      a place and a sentence; did-you-mean
      frozen        values as bytes and back; fingerprints
      tree          files as a value: path → bytes, or path → fingerprint and bytes when asked
      flat          a graph as flat arrays, which nothing copies
      graph         who asked what, both ways
      written       a graph as bytes and back
      waiting       what waits to be found out anew, lowest ranks first
      answers       where frozen answers are kept
      inputs        the files that everything is made of
      given         what may be given for one run
      spreading     how many pieces of work are done
      ledger        what is remembered of answers; who is told when one changes
      steps         how pure functions become steps
      asking        answers that hold as long as what was asked for them stays the same
      language      plurals and counts in English
      names         names as people look for them
      words         texts with rules: Slug, Url, Day, YesNo, Blank
      colours       colours that text can be read in
      meaning       what is said of a field to those who fill it in
      cited         a value with its source

    field/          what this digest is about: all that the code knows of language models
      quantities    numbers as this field writes them
      authors       who wrote a paper, one name an item
      people        names in parts
      identifiers   arXiv, and what pages of its hosts are called
      numerals      numbers in running text that want a source
      benchmarks    how something was measured, in words
      facts         facts of models as typed specifications; the catalogue of them
      language_models  the facts asked of every language model, and charts of them
      profile       the facts of one model: family, size, release, makers
      facets        what the list of models can be narrowed down by
      architecture  how a language model is built, for drawings of it

    entries/        what authors write, one file at a time
      rulebook      the rules that have a name: which are problems, which are hints
      kinds         what is said of a kind of entry: folder, names, address, where it is shown
      record        what all entries have in common; references
      standing      what became of a paper
      claims        what was said, and how it holds up
      tabular       columns, rows and charts of result sets and comparisons
      paper         what may be said of a paper
      records       the vocabulary: one frozen record per kind of entry, and the table of kinds
      places        which file may hold what
      synonyms      keys that people try first
      texts         the bytes of a file as text that can be judged; what is wrong with its lines
      settings      what holds for the whole site
      leftovers     what was meant as Markdown and would stay text
      nodes         YAML text → nodes with lines
      salvage       YAML that cannot be read as a whole, piece by piece
      decoding      one file being decoded: what was found on the way
      readers       words, lists and mappings: nodes → values
      unknown_keys  keys that nobody knows: which one was meant
      sourced_values  values with their sources; the facts of a model
      decode        nodes → records, led by the records' types
      mathml        LaTeX → MathML
      note          a note as HTML with holes
      ids           ids that pages use themselves
      colouring     code as coloured spans
      tokens        Markdown's tokens, changed before they are rendered
      writer        one note being written: what is gathered on the way
      survey        what is wrong with a note, found in its tokens
      rendering     what each kind of token becomes
      markdown      Markdown → note
      entry         one file in parts: record, note, what others need to know of it
      statements    numbers that a note states, with what they cite
      checks        what a file must hold beyond its types
      added_facts   content/facts.yaml → the catalogue of facts
      content       folder → kind, file name → slug, bytes → entry, settings, picture

    connections/    how entries belong together
      site          all entries, as far as they are asked for: look-ups, order
      unread        files that give no entry
      lineage       nodes with parents → a nested list
      clock         the day from which a build counts
      references    what an entry points at, and what of that is not there
      backlinks     who mentions whom
      naming        what sources are called
      scores        published numbers by benchmark and by model
      kinship       who follows a model, who is of its family
      history       what was corrected and what was added, newest first
      channels      which feeds there are, and which entries each tells of
      related       what to read next, and why
      promised      the addresses that were published
      pairs         which models are compared with which beforehand
      rules         the house rules: what a digest holds beyond what can be built
      moves         where entries were before
      days          the days that entries name
      outdated      numbers in prose that a correction left behind
      provenance    what was read nowhere in particular, or not where it was said first
      hints         what is likely wrong with an entry
      acceptance    hints that an entry accepts
      soundness     everything that is wrong with the entries

    figures/        what is drawn
      staleness     how long ago a source was read, in words
      bibliography  the sources of one page, numbered
      latex_text    text → LaTeX
      citations     Paper → BibTeX, RIS, CSL-JSON
      tables        result sets and comparisons → Table; Table → CSV
      disagreement  published scores → where reporters differ about one model
      svg           a plotting library's SVG → one fit for a page
      labels        where the names of points go
      axes          numbers and days → the axes of a chart
      plotting      the engine that makes SVGs of charts
      charts        Table → Drawing
      vega_lite     what the specifications of all charts have in common
      wide_charts   Drawing → SVG
      narrow_charts  the same for a phone
      fact_charts   numbers of all models, drawn against each other
      place         a model's point among those of all models
      architecture  how a model is built, drawn from its facts
      drawings      every chart by name
      pictures      charts as files of their own
      share_images  what stands for a page where it is passed on
      descent       a nested list, drawn as an SVG

    data/           what other people's tools are told
      shapes        the types of records → JSON Schema
      datasets      every table: its fields, what they mean, its key, its files
      prose         a piece of text with addresses in place of keys and paths
      lines         what data files say of an entry
      schemas       tables → JSON Schema, and a Data Package
      examples      how a question is put to the data, in other people's tools

    pages/          what readers see: views beside the functions that fill them
      forge         links to a file's editor and to a report of a mistake
      frame         Page, what stands around its content, Anchor
      citing        files of citations beside pages
      body          what a note consists of on a page
      desk          one page being composed
      paging        where a list becomes several pages
      compose       a note in place: links, citations, figures
      links         links to entries: to one, to several
      mentions      who mentions an entry
      back_matter   what ends the page of an entry
      described     what pages tell programs: JSON-LD, tags for citing
      making        plans pages; gives each its frame, its sources and a desk
      lists         a plain list of entries
      score_rows    published numbers by benchmark and setting, equal ones merged
      disagreement_rows  where reporters differ about a model, row by row
      lineage       which model came from which
      architectures  how models are built, drawn
      pairs         the comparison of two models
      *             one module for each kind of entry: papers, models, methods …; and the parts of their long lists
      paper_index   papers in each order, by month and by model, before they are laid out
      paper_lists   the pages of these lists
      model_charts  the page of charts of all models
      model_orders  in which orders the table of models has pages
      score_columns  benchmarks as columns of that table
      model_lists   models in one table, with a choice of columns
      home          the first page, and the one for wrong addresses
      changes       what was corrected and added, day by day
      finding       from A to Z; search
      subscribe     how to follow the digest
      data          what the data files hold, and how they are read
      margin        a note laid out: what stands in its margin taken out of its sentences
      header        how much room the sections of the site take in a line
      sections      the sections of a page, read off its markup
      isolating     values in templates that run from right to left, set apart
      templating    Page → HTML through Jinja

    output/         what a build gives: producers, each from the site to files
      producing     a file that is to be, and what makes it
      twins         a page's HTML → Markdown
      plans         which files a site has
      sitemap       the files that tell search engines of the pages
      llms          where programs that read Markdown begin
      keys          by what the papers of a long list can be found
      feed_math     formulas in a line, for feed readers
      feed_items    one entry, or one change, as feeds tell it
      feed_elements  what feedgen has no word for
      feed_formats  RSS, Atom, JSON Feed
      opml          a list of all feeds
      archives      what joined and changed, month by month, for feed readers
      feeds         every feed in every format
      data          JSON and CSV, and their schemas
      database      the same as one SQLite file
      columns       a file per model, for setting any side by side
      analysis      text → the words that search knows it by
      numbers       numbers of documents that stay when others come and go
      pieces        an ordered map as files, of which a change touches one
      own_pages     the site's own pages, and what people look for them by
      documents     what can be found, and its words
      postings      which words stand in which documents
      search        the search index
      redirects     pages at former addresses
      keeping       whether something answers at every address that was published
      citations     files of citations of one paper, and of several
      copies        pictures, scripts, and styles in this digest's colours
      drawn         drawings in files of their own
      hosting       what hosts and systems are told of a site
      keepsakes     an edition as one file, for an e-mail
      epub          an edition as a book
      verdict       what is said of a site as a whole
      build         Tree → Tree
      ahead         what much asks, found out in several processes
      renewal       the same, made again only where something changed

    authoring/      what helps authors write
      forms         what may be written where, read off the records
      fields        every field of every kind, in words
      schema        the same as JSON Schemas, for editors
      yaml_text     values → YAML as a person would write it
      latex         LaTeX → plain text
      found         what others say of a paper; identifiers, slugs
      registries    what arXiv and Crossref answer → what they say of a paper
      topics        which topics a text may belong to
      skeletons     files to be filled in
      bibliographies  BibTeX, RIS, CSL-JSON → what they say of papers
      existing      which papers there are already
      addresses     which addresses of other sites a digest names, and where

    outside/        files, network, processes and the clock, touched nowhere else
      packaged      what comes with the program
      inputs        the files of a digest on disk, and which have changed
      memory        what earlier builds made
      maker         this version of the program
      shelf         new files, waiting to be published
      interrupts    how a process with children ends
      work          many pieces of work in several processes
      progress      how far a build is
      plotter       that engine in a process of its own
      session       the site of a folder as it is now
      reading       a root's files → Tree
      folders       one build at a time; two folders that change places
      inventory     what a tree on the disk holds, without reading it anew
      publishing    a site → a folder, whole or not at all, at the cost of what changed
      answers       which file answers a request
      preview       what open pages are shown, and when they are no longer the same
      serve         a site over HTTP
      watching      what changes in a folder
      fetching      questions to other sites
      links         whether those addresses still lead somewhere
      link_report   what is told of them
      reference     the commands fields and schema
      writing       the commands new and import
      live          build, show, and build again
      addresses     content/addresses.txt, written
      beginning     a digest of one's own
      telling       problems and hints, line by line
      commands      build, check, stale, serve, and which module has the others
      cli           the command line
"""

__version__ = "0.1.0"
