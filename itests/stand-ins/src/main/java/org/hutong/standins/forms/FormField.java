package org.hutong.standins.forms;

/**
 * One field of a form.
 *
 * @param name in the request
 * @param label what the clerk reads
 * @param most characters the page lets in
 */
record FormField(String name, String label, int most, boolean required) {}
