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

@description('Optional. How many copies of the data are kept, and where.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_LRS'

@description('Optional. Put before every container and table name, so that several applications can share the account: lower-case letters and digits, a letter first.')
@maxLength(10)
param storagePrefix string = ''

@description('Optional. When queued trainings are looked for, as six-field NCRONTAB.')
param trainingSchedule string = '*/5 * * * * *'

@description('Optional. When the live metrics and alarms of delivery-time are computed, as six-field NCRONTAB.')
param deliveryTimeMetricsSchedule string = '* * * * * *'

@description('Optional. When the live metrics and alarms of search-ranking are computed, as six-field NCRONTAB.')
param searchRankingMetricsSchedule string = '0 * * * * *'

@description('Optional. When the live metrics and alarms of card-fraud are computed, as six-field NCRONTAB.')
param cardFraudMetricsSchedule string = '0 0 * * * *'

@description('Optional. How often declared tasks are looked through for those that are due by their cadence, as six-field NCRONTAB.')
param taskMetricsSchedule string = '* * * * * *'

@description('Optional. How often the steps of tickets that are due are taken, bundles collected and messages sent, as six-field NCRONTAB.')
param ticketsSchedule string = '*/2 * * * * *'

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

@description('Optional. How often datasets that are due are made of the log, and models scored on a new validation set, as six-field NCRONTAB.')
param datasetsSchedule string = '0 */10 * * * *'

@description('Optional. How often each task is looked at for whether its model is to be trained anew, as six-field NCRONTAB.')
param retrainingSchedule string = '0 */5 * * * *'

@description('Optional. How often models are moved to their next stage, and pilots held against their guardrails, as six-field NCRONTAB.')
param stagesSchedule string = '0 * * * * *'

@description('Optional. When models and datasets that nobody refers to are deleted, as six-field NCRONTAB.')
param retentionSchedule string = '0 30 3 * * *'

@description('Optional. When the review of the week that is over is made, as six-field NCRONTAB.')
param reviewSchedule string = '0 0 9 * * 1'

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
  storage: '${abbreviations.storage}${take(toLower(replace(name, '-', '')), 9)}${token}'
  workspace: '${abbreviations.workspace}-${name}-${token}'
}

// What the code reads beside the host's own settings: a further schedule is one line here, and its row in README.md.
var settings = {
  MlFunctions__StoragePrefix: storagePrefix
  OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint
  OTEL_SERVICE_NAME: names.functionApp
  TrainingSchedule: trainingSchedule
  DeliveryTimeMetricsSchedule: deliveryTimeMetricsSchedule
  SearchRankingMetricsSchedule: searchRankingMetricsSchedule
  CardFraudMetricsSchedule: cardFraudMetricsSchedule
  TaskMetricsSchedule: taskMetricsSchedule
  TicketsSchedule: ticketsSchedule
  DatasetsSchedule: datasetsSchedule
  RetrainingSchedule: retrainingSchedule
  StagesSchedule: stagesSchedule
  RetentionSchedule: retentionSchedule
  PublicUrl: empty(publicUrl) ? 'https://${names.functionApp}.azurewebsites.net' : publicUrl
  SmtpFrom: smtpFrom
  SmtpServer: smtpServer
  ReviewSchedule: reviewSchedule
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
    location: location
    tags: tags
  }
}

module storage 'app/storage.bicep' = {
  params: {
    name: names.storage
    sku: storageSku
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
    settings: union(settings, toObject(items(secrets), secret => 'Secrets__${secret.key}', secret => secret.value))
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
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
