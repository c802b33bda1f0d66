/** Emulators of Kinesis, and a network between them and their clients that fails on demand. */
package io.millrace.testing.kinesis;
