metadata name = 'MlFunctions'
metadata description = 'Machine-learning models in production on Azure Functions: one Flex Consumption app, one storage account, one identity, no keys between them.'

@description('Optional. Names every resource, followed by a token that makes the name unique: letters, digits and hyphens.')
@minLength(3)
@maxLength(20)
param name string = 'mlfunctions'

@description('Optional. Where everything is created. Flex Consumption is not offered in every region.')
param location string = resourceGroup().location

@description('Optional. Put on every resource.')
param tags object = {}

@description('Optional. Memory of one instance, in MB. An instance holds every model in service, and trains.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Optional. How far the app may scale out. This is also the ceiling of its cost.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Optional. How many GB of logs and telemetry are taken in a day, which bounds their price; what comes after is dropped until the next day. -1 for no limit.')
@minValue(-1)
param dailyLogQuotaGB int = 1

@description('Optional. How many copies of the data are kept, and where.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_LRS'

@description('Optional. Put before every container and table name, so that several applications can share the account: lower-case letters and digits, a letter first.')
@maxLength(10)
param storagePrefix string = ''

@description('Optional. How many days a deleted or overwritten blob, or a deleted container, can be restored. Deleted data is billed until then.')
@minValue(1)
@maxValue(365)
param undeleteDays int = 7

@description('Optional. Name of a storage account of the same resource group that an earlier deployment made: this app then uses that account and creates none. For a second app beside the first.')
@maxLength(24)
param existingStorageAccount string = ''

@description('Optional. How many instances of the HTTP functions are kept started, so that no call waits for a start. Billed all the time.')
@minValue(0)
@maxValue(1000)
param alwaysReadyHttp int = 0

@description('Optional. How a deployment replaces running instances: Recreate stops all of them at once, RollingUpdate drains them in batches.')
@allowed(['Recreate', 'RollingUpdate'])
param updateStrategy string = 'Recreate'

@description('Optional. How often timers run: the schedules below that are not given follow it. A timer that runs every second or two keeps an instance busy all day.')
@allowed(['seconds', 'minutes', 'hours'])
param pace string = 'minutes'

@description('Optional. When queued trainings are started, as six-field NCRONTAB. By pace if empty.')
param trainingSchedule string = ''

@description('Optional. When the live metrics and alarms of declared tasks that are due by their cadence are computed, as six-field NCRONTAB. By pace if empty.')
param taskMetricsSchedule string = ''

@description('Optional. When due steps of tickets are taken, bundles collected and messages sent, as six-field NCRONTAB. By pace if empty.')
param ticketsSchedule string = ''

@description('Optional. When completed uploads are read as datasets, as six-field NCRONTAB. By pace if empty.')
param uploadsSchedule string = ''

@description('Optional. When datasets that are due are made of the log, and models scored on a new validation set, as six-field NCRONTAB. By pace if empty.')
param datasetsSchedule string = ''

@description('Optional. When each task is checked for whether its model must be trained anew, as six-field NCRONTAB. By pace if empty.')
param retrainingSchedule string = ''

@description('Optional. When models are moved to their next stage, and pilots compared with their guardrails, as six-field NCRONTAB. By pace if empty.')
param stagesSchedule string = ''

@description('Optional. When models and datasets that nothing refers to are deleted, as six-field NCRONTAB. By pace if empty.')
param retentionSchedule string = ''

@description('Optional. When the review of the past week is made, as six-field NCRONTAB. By pace if empty.')
param reviewSchedule string = ''

@description('Optional. The address of the API as people reach it, for the links in messages. The app\'s own by default.')
param publicUrl string = ''

@description('Optional. From whom mail comes.')
param smtpFrom string = ''

@description('Optional. Through which mail is sent: smtps://user:password@host:465 or smtp://user:password@host:587. No mail by default.')
@secure()
param smtpServer string = ''

@description('Optional. What receivers of messages name as their secrets, by name: routing keys, addresses, signing secrets.')
@secure()
param secrets object = {}

@description('Optional. The hosts that each secret is bound to, by the secret\'s name: host names such as hooks.example.com or *.example.com, separated by commas. A secret that is an https address or a PagerDuty routing key needs none.')
@secure()
param secretHosts object = {}

@description('Optional. More settings of the app, by name, such as OTEL_TRACES_SAMPLER. None of them may be a secret.')
param extraSettings object = {}

@description('Optional. Whether receivers of messages may have http addresses and hosts that are not on the public internet.')
@allowed(['true', 'false'])
param receiversAllowPrivate string = 'false'

@description('Optional. Hosts of the storage accounts from which datasets may be read by URL, separated by commas, such as data.blob.core.windows.net. The identity needs the role Storage Blob Data Reader there. None by default.')
param datasetAccounts string = ''

@description('Optional. Where traces and metrics are sent by OpenTelemetry\'s protocol, beside Application Insights, such as https://collector.example.com:4317. Nowhere by default.')
param otlpEndpoint string = ''

@description('Optional. Object id of the user or group that may read the blobs and tables in the portal. Nobody can without a role, since the account takes no keys.')
param readerPrincipalId string = ''

var abbreviations = {
  functionApp: 'func'
  identity: 'id'
  insights: 'appi'
  plan: 'plan'
  storage: 'st'
  workspace: 'log'
}
var token = uniqueString(resourceGroup().id, name)
var names = {
  functionApp: '${abbreviations.functionApp}-${name}-${token}'
  identity: '${abbreviations.identity}-${name}-${token}'
  insights: '${abbreviations.insights}-${name}-${token}'
  plan: '${abbreviations.plan}-${name}-${token}'
  storage: empty(existingStorageAccount) ? '${abbreviations.storage}${take(toLower(replace(name, '-', '')), 9)}${token}' : existingStorageAccount
  workspace: '${abbreviations.workspace}-${name}-${token}'
}

// When each timer runs at each pace. A test compares this with README.md and with functions/Standalone/Timers/Paces.cs.
// Within an hour: metrics open tickets, datasets lead to retrainings, these to trainings, and these to new stages.
var schedules = {
  seconds: {
    TrainingSchedule: '*/5 * * * * *'
    TaskMetricsSchedule: '* * * * * *'
    TicketsSchedule: '*/2 * * * * *'
    UploadsSchedule: '*/5 * * * * *'
    DatasetsSchedule: '0 */10 * * * *'
    RetrainingSchedule: '0 */5 * * * *'
    StagesSchedule: '0 * * * * *'
    RetentionSchedule: '0 30 3 * * *'
    ReviewSchedule: '0 0 9 * * 1'
  }
  minutes: {
    TrainingSchedule: '0 * * * * *'
    TaskMetricsSchedule: '0 * * * * *'
    TicketsSchedule: '0 * * * * *'
    UploadsSchedule: '0 * * * * *'
    DatasetsSchedule: '0 */10 * * * *'
    RetrainingSchedule: '0 */5 * * * *'
    StagesSchedule: '0 * * * * *'
    RetentionSchedule: '0 30 3 * * *'
    ReviewSchedule: '0 0 9 * * 1'
  }
  hours: {
    TrainingSchedule: '0 30 * * * *'
    TaskMetricsSchedule: '0 0 * * * *'
    TicketsSchedule: '0 5 * * * *'
    UploadsSchedule: '0 40 * * * *'
    DatasetsSchedule: '0 10 * * * *'
    RetrainingSchedule: '0 20 * * * *'
    StagesSchedule: '0 50 * * * *'
    RetentionSchedule: '0 30 3 * * *'
    ReviewSchedule: '0 0 9 * * 1'
  }
}

// What the code reads beside the host's own settings: a further schedule is one line here, one at each pace above, and its rows in README.md.
var settings = {
  MlFunctions__StoragePrefix: storagePrefix
  OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint
  OTEL_SERVICE_NAME: names.functionApp
  TrainingSchedule: empty(trainingSchedule) ? schedules[pace].TrainingSchedule : trainingSchedule
  TaskMetricsSchedule: empty(taskMetricsSchedule) ? schedules[pace].TaskMetricsSchedule : taskMetricsSchedule
  TicketsSchedule: empty(ticketsSchedule) ? schedules[pace].TicketsSchedule : ticketsSchedule
  UploadsSchedule: empty(uploadsSchedule) ? schedules[pace].UploadsSchedule : uploadsSchedule
  DatasetsSchedule: empty(datasetsSchedule) ? schedules[pace].DatasetsSchedule : datasetsSchedule
  RetrainingSchedule: empty(retrainingSchedule) ? schedules[pace].RetrainingSchedule : retrainingSchedule
  StagesSchedule: empty(stagesSchedule) ? schedules[pace].StagesSchedule : stagesSchedule
  RetentionSchedule: empty(retentionSchedule) ? schedules[pace].RetentionSchedule : retentionSchedule
  ReviewSchedule: empty(reviewSchedule) ? schedules[pace].ReviewSchedule : reviewSchedule
  Datasets__allowedAccounts: datasetAccounts
  PublicUrl: empty(publicUrl) ? 'https://${names.functionApp}.azurewebsites.net' : publicUrl
  SmtpFrom: smtpFrom
  SmtpServer: smtpServer
  Receivers__allowPrivate: receiversAllowPrivate
}

module identity 'app/identity.bicep' = {
  params: {
    name: names.identity
    location: location
    tags: tags
  }
}

module monitoring 'app/monitoring.bicep' = {
  params: {
    insightsName: names.insights
    workspaceName: names.workspace
    dailyQuotaGB: dailyLogQuotaGB
    location: location
    tags: tags
  }
}

module storage 'app/storage.bicep' = {
  params: {
    name: names.storage
    isNew: empty(existingStorageAccount)
    packageContainer: empty(existingStorageAccount) ? 'app-package' : 'app-package-${token}'
    sku: storageSku
    undeleteDays: undeleteDays
    location: location
    tags: tags
  }
}

module rbac 'app/rbac.bicep' = {
  dependsOn: [identity, monitoring, storage]
  params: {
    identityName: names.identity
    storageAccountName: names.storage
    insightsName: names.insights
    readerPrincipalId: readerPrincipalId
  }
}

module function 'app/function.bicep' = {
  // The first start already finds its roles.
  dependsOn: [rbac]
  params: {
    name: names.functionApp
    planName: names.plan
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    insightsConnectionString: monitoring.outputs.connectionString
    blobEndpoint: storage.outputs.blobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    tableEndpoint: storage.outputs.tableEndpoint
    packageContainer: storage.outputs.packageContainer
    settings: union(
      settings,
      extraSettings,
      toObject(items(secrets), secret => 'Secrets__${secret.key}', secret => secret.value),
      toObject(items(secretHosts), secret => 'Secrets__${secret.key}__hosts', secret => secret.value)
    )
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttp: alwaysReadyHttp
    updateStrategy: updateStrategy
    location: location
    tags: tags
  }
}

@description('The app to publish to.')
output functionAppName string = names.functionApp

@description('Where it answers.')
output functionAppUrl string = function.outputs.url

@description('Where its blobs and tables are.')
output storageAccountName string = names.storage
