using './main.bicep'

// The parameters that teams change first. main.bicep has the others, each with its default.
param name = 'mlfunctions'
param instanceMemoryMB = 2048
param maximumInstanceCount = 100
