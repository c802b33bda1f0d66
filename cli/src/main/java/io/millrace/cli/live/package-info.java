/** Jobs while they run, shown to people. */
package io.millrace.cli.live;
