/** Stand-ins for what of AWS has no emulator. */
package io.millrace.testing.aws;
