/** What every source must keep to, as tests to inherit. */
package io.millrace.testing.source;
