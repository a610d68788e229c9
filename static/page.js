// What every page gains where scripts run. Everything works without it.
import "./points.js";
