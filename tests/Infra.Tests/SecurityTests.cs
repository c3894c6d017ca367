using System.Text.Json;

namespace MlFunctions.Infra.Tests;

public sealed class SecurityTests(WithTheCompiledTemplate azure)
{
    [Fact]
    public void Storage_takes_no_keys_and_shows_nothing_to_the_public()
    {
        var account = azure.Properties("Microsoft.Storage/storageAccounts");
        Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(account.GetProperty("allowBlobPublicAccess").GetBoolean());
    }

    [Fact]
    public void Telemetry_is_taken_with_a_token_only()
    {
        Assert.True(azure.Properties("Microsoft.Insights/components").GetProperty("DisableLocalAuth").GetBoolean());
        Assert.True(azure.Properties("Microsoft.OperationalInsights/workspaces").GetProperty("features").GetProperty("disableLocalAuth").GetBoolean());
    }

    [Theory]
    [InlineData("AccountKey=")]
    [InlineData("SharedAccessSignature")]
    [InlineData("SharedAccessKey")]
    [InlineData("listKeys(")]
    [InlineData("listCredentials(")]
    public void Nowhere_is_there_a_key(string trace) => Assert.DoesNotContain(trace, azure.Main.GetRawText(), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Only_https_is_spoken_with_TLS_1_2_at_least()
    {
        var site = azure.Properties("Microsoft.Web/sites");
        var account = azure.Properties("Microsoft.Storage/storageAccounts");
        Assert.True(site.GetProperty("httpsOnly").GetBoolean());
        Assert.Equal("1.2", site.GetProperty("siteConfig").GetProperty("minTlsVersion").GetString());
        Assert.True(account.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
        Assert.Equal("TLS1_2", account.GetProperty("minimumTlsVersion").GetString());
    }

    [Fact]
    public void Secrets_come_from_the_environment_and_stay_secure()
    {
        Assert.Equal(WithTheCompiledTemplate.SmtpServer, azure.Parameters.GetProperty("smtpServer").GetProperty("value").GetString());
        Assert.Equal(WithTheCompiledTemplate.SecretHosts, azure.Parameters.GetProperty("secretHosts").GetProperty("value").GetProperty(WithTheCompiledTemplate.SecretName).GetString());
        Assert.Equal(WithTheCompiledTemplate.SecretValue, azure.Parameters.GetProperty("secrets").GetProperty("value").GetProperty(WithTheCompiledTemplate.SecretName).GetString());
        Assert.Equal("securestring", azure.Main.GetProperty("parameters").GetProperty("smtpServer").GetProperty("type").GetString());
        Assert.Equal("secureObject", azure.Main.GetProperty("parameters").GetProperty("secrets").GetProperty("type").GetString());
        Assert.Equal("secureObject", azure.Module("function").GetProperty("parameters").GetProperty("settings").GetProperty("type").GetString());
    }

    [Fact]
    public void Nothing_is_published_with_a_password()
    {
        var doors = azure.Resources("Microsoft.Web/sites/basicPublishingCredentialsPolicies").ToList();
        Assert.Equal(2, doors.Count);
        Assert.All(doors, door => Assert.False(door.GetProperty("properties").GetProperty("allow").GetBoolean()));
    }

    [Theory]
    [InlineData("storageRoles", "Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b")]
    [InlineData("storageRoles", "Storage Queue Data Contributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88")]
    [InlineData("storageRoles", "Storage Table Data Contributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3")]
    [InlineData("insightsRoles", "Monitoring Metrics Publisher", "3913510d-42f4-4e42-8a64-420c390055eb")]
    public void The_app_has_the_role(string list, string role, string id)
    {
        Assert.Equal(id, azure.Module("rbac").GetProperty("variables").GetProperty(list).GetProperty(role).GetString());
        var assignment = Assert.Single(azure.Resources("Microsoft.Authorization/roleAssignments"), Assigns);
        var properties = assignment.GetProperty("properties");
        Assert.Contains("Microsoft.ManagedIdentity/userAssignedIdentities", properties.GetProperty("principalId").GetString()!, StringComparison.Ordinal);
        Assert.False(assignment.TryGetProperty("condition", out _));

        bool Assigns(JsonElement resource) =>
            resource.GetProperty("properties").GetProperty("roleDefinitionId").GetString()!.Contains(list, StringComparison.Ordinal);
    }

    [Fact]
    public void People_have_a_role_only_where_one_is_asked_for()
    {
        var assignment = Assert.Single(azure.Resources("Microsoft.Authorization/roleAssignments"), resource => resource.TryGetProperty("condition", out _));
        Assert.Equal("[not(empty(parameters('readerPrincipalId')))]", assignment.GetProperty("condition").GetString());
        Assert.Equal("", azure.Main.GetProperty("parameters").GetProperty("readerPrincipalId").GetProperty("defaultValue").GetString());
    }
}
