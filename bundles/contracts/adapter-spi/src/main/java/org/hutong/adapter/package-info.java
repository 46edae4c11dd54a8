/**
 * All that an adapter's author sees (接入插件的约定).
 *
 * <p>An {@link org.hutong.adapter.AdapterFactory} stands for a technology and makes one {@link
 * org.hutong.adapter.SystemAdapter} for each system configured for it. An adapter gets a mapped
 * {@link org.hutong.adapter.Document} and gives an {@link org.hutong.adapter.Outcome}; it never
 * sees a case.
 */
@NullMarked
@Version("1.3.0")
package org.hutong.adapter;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
