#ifndef FUZZ_DRIVER_H
#define FUZZ_DRIVER_H

int FuzzJournal_main(int count, char **arguments);
int FuzzEvents_main(int count, char **arguments);

#endif
