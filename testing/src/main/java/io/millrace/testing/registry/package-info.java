/** A schema registry for tests. */
package io.millrace.testing.registry;
