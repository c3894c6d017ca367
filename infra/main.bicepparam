using './main.bicep'

// The parameters that teams change first. main.bicep has the others, each with its default.
param name = 'mlfunctions'
param pace = 'minutes'
param instanceMemoryMB = 2048
param maximumInstanceCount = 100

// Secrets come from the environment, and are in no file and on no command line.
var secretsAsJson = readEnvironmentVariable('MLFUNCTIONS_SECRETS', '')
param secrets = json(empty(secretsAsJson) ? '{}' : secretsAsJson)
var secretHostsAsJson = readEnvironmentVariable('MLFUNCTIONS_SECRET_HOSTS', '')
param secretHosts = json(empty(secretHostsAsJson) ? '{}' : secretHostsAsJson)
param smtpServer = readEnvironmentVariable('MLFUNCTIONS_SMTP_SERVER', '')
