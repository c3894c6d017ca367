metadata name = 'Monitoring'
metadata description = 'Application Insights on a Log Analytics workspace, neither of which takes keys.'

@description('Required. Name of the Application Insights component.')
param insightsName string

@description('Required. Name of the Log Analytics workspace.')
param workspaceName string

@description('Required. Where both are created.')
param location string

@description('Optional. Put on both.')
param tags object = {}

@description('Optional. How long logs are kept, in days.')
@minValue(30)
@maxValue(730)
param retentionInDays int = 30

@description('Required. How many GB of logs are taken in a day; -1 for no limit.')
param dailyQuotaGB int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionInDays
    workspaceCapping: {
      dailyQuotaGb: dailyQuotaGB
    }
    features: {
      disableLocalAuth: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

@description('Where telemetry is sent. An address, no secret: the sender must show a token.')
output connectionString string = insights.properties.ConnectionString
