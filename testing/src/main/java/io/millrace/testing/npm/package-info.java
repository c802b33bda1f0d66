/** Servers that come as packages of npm. */
package io.millrace.testing.npm;
