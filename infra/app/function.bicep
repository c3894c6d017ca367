metadata name = 'Function app'
metadata description = 'The app on a Flex Consumption plan, with its settings.'

@description('Required. Name of the app, and the first part of its address.')
@minLength(2)
@maxLength(60)
param name string

@description('Required. Name of the plan.')
param planName string

@description('Required. Resource id of the app\'s managed identity.')
param identityId string

@description('Required. Client id of the same identity.')
param identityClientId string

@description('Required. Where telemetry is sent.')
param insightsConnectionString string

@description('Required. Blob endpoint of the storage account.')
param blobEndpoint string

@description('Required. Queue endpoint of the storage account.')
param queueEndpoint string

@description('Required. Table endpoint of the storage account.')
param tableEndpoint string

@description('Required. The container that the published package is put in.')
param packageContainer string

@description('Required. The application\'s own settings, some of which are secrets.')
@secure()
param settings object

@description('Required. Memory of one instance, in MB.')
param instanceMemoryMB int

@description('Required. How far the app may scale out.')
param maximumInstanceCount int

@description('Required. How many instances of the HTTP functions are kept started.')
param alwaysReadyHttp int

@description('Required. How a deployment replaces running instances.')
param updateStrategy string

@description('Required. Where it is created.')
param location string

@description('Optional. Put on the app and its plan.')
param tags object = {}

// Flex Consumption takes the runtime and its version from functionAppConfig, not from settings.
var hostSettings = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  AzureWebJobsStorage__blobServiceUri: blobEndpoint
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__queueServiceUri: queueEndpoint
  AzureWebJobsStorage__tableServiceUri: tableEndpoint
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '209715200'
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      minTlsVersion: '1.2'
    }
    // Untyped, because the compiler's types lack siteUpdateStrategy, which this API version has.
    functionAppConfig: any({
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobEndpoint}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        alwaysReady: alwaysReadyHttp == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyHttp }]
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
      siteUpdateStrategy: {
        type: updateStrategy
      }
    })
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(hostSettings, settings)
  }

  // Publishing shows a token, as everything else does.
  resource ftpPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scmPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
}

@description('Where it answers.')
output url string = 'https://${app.properties.defaultHostName}'
