metadata name = 'Identity'
metadata description = 'Who the app is towards storage and Application Insights.'

@description('Required. Name of the user-assigned managed identity.')
param name string

@description('Required. Where it is created.')
param location string

@description('Optional. Put on the resource.')
param tags object = {}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

@description('The resource id.')
output id string = identity.id

@description('What the app asks for tokens with.')
output clientId string = identity.properties.clientId
