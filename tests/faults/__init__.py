"""What breaks in use, done on purpose: ``python -m tests.faults`` tries all of it and says whether
what happens is right. Real workers, real servers and real disks; minutes, not seconds."""
