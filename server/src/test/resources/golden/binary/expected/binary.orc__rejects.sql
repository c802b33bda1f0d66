SELECT code, reason FROM lake.binary.orc__rejects
