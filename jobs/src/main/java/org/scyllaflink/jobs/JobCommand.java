/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

/**
 * A sub-command. No method of an implementation may name a type of Flink: the options are looked up
 * by reflection, which must work without Flink, too, so that {@code --help} does.
 */
interface JobCommand {

    /**
     * The job that the arguments ask for.
     *
     * @throws IllegalArgumentException if they do not fit; the message is for the user
     */
    Job job();
}
