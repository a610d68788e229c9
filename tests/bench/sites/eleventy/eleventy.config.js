// Eleventy as it comes, with footnotes as the others have them, and papers by topic.
import footnotes from "markdown-it-footnote";

export default function (config) {
  config.addPassthroughCopy("src/style.css");
  config.amendLibrary("md", (md) => md.use(footnotes));
  const newest = (pages) => pages.sort((one, other) => other.date - one.date);
  config.addCollection("newestPapers", (api) => newest(api.getFilteredByTag("papers")));
  config.addCollection("newestModels", (api) => newest(api.getFilteredByTag("models")));
  config.addCollection("byTopic", (api) => {
    const topics = new Map();
    for (const page of newest([...api.getFilteredByTag("papers"), ...api.getFilteredByTag("models")])) {
      for (const topic of page.data.topics) {
        if (!topics.has(topic)) topics.set(topic, []);
        topics.get(topic).push(page);
      }
    }
    return [...topics.keys()].sort().map((name) => ({ name, pages: topics.get(name) }));
  });
  return { dir: { input: "src", output: "_site" }, markdownTemplateEngine: false };
}
