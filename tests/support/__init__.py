"""What the tests share: data sets, mutations, writers of files, and what is expected."""
