// Shipped in the app, never fetched. These sheets give each script its range, so that a page reads the files of the scripts it shows and
// no others; the sheets by script have no ranges, and a Latin text would read all of them. 700 is not used, 600 is the strongest.
import '@fontsource/ibm-plex-sans/400.css';
import '@fontsource/ibm-plex-sans/500.css';
import '@fontsource/ibm-plex-sans/600.css';
import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-mono/500.css';
