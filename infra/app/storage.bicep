metadata name = 'Storage'
metadata description = 'The one storage account: what the application keeps, what the Functions host keeps, and the published package. It takes tokens only.'

@description('Required. Name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('Required. How many copies are kept, and where.')
param sku string

@description('Required. Where it is created.')
param location string

@description('Optional. Put on the account.')
param tags object = {}

@description('Optional. How many days a deleted or overwritten blob, or a deleted container, can be brought back.')
@minValue(1)
@maxValue(365)
param undeleteDays int = 7

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: undeleteDays
      }
      containerDeleteRetentionPolicy: {
        enabled: true
        days: undeleteDays
      }
    }

    resource packages 'containers' = {
      name: 'app-package'
    }
  }
}

@description('The blob endpoint.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('The queue endpoint.')
output queueEndpoint string = account.properties.primaryEndpoints.queue

@description('The table endpoint.')
output tableEndpoint string = account.properties.primaryEndpoints.table

@description('The container that the published package is put in.')
output packageContainer string = account::blobs::packages.name
