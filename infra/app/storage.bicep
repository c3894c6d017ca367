metadata name = 'Storage'
metadata description = 'The one storage account: what the application keeps, what the Functions host keeps, and the published package. It takes tokens only.'

@description('Required. Name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('Required. Whether the account is created. If not, it exists in the resource group, and only the container for the package is added.')
param isNew bool

@description('Required. The container for the published package: each app has its own.')
param packageContainer string

@description('Required. How many copies are kept, and where.')
param sku string

@description('Required. Where it is created.')
param location string

@description('Optional. Put on the account.')
param tags object = {}

@description('Required. How many days a deleted or overwritten blob, or a deleted container, can be restored.')
param undeleteDays int

resource created 'Microsoft.Storage/storageAccounts@2023-05-01' = if (isNew) {
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
  }
}

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: name

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource packages 'containers' = {
      name: packageContainer
      dependsOn: [created::blobs]
    }
  }
}

// By name and not by reference, since an account that an earlier deployment made is not read here.
var suffix = environment().suffixes.storage

@description('The blob endpoint.')
output blobEndpoint string = 'https://${name}.blob.${suffix}/'

@description('The queue endpoint.')
output queueEndpoint string = 'https://${name}.queue.${suffix}/'

@description('The table endpoint.')
output tableEndpoint string = 'https://${name}.table.${suffix}/'

@description('The container that the published package is put in.')
output packageContainer string = account::blobs::packages.name
