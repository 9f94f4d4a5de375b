// Everything the workspace's page needs; each part stands alone.
import "./time.js";
import "./composer.js";
import "./timeline.js";
import "./keys.js";
import "./menus.js";
import "./palette.js";
import "./shell.js";
