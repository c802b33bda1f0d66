/** Protocol buffers: messages by their descriptors, without an object per message. */
package io.millrace.formats.protobuf;
