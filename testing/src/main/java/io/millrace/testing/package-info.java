/** Fixtures that start the real things, contract suites, and fault injection. */
package io.millrace.testing;
