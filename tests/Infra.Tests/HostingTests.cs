using System.Text.Json;

namespace MlFunctions.Infra.Tests;

public sealed class HostingTests(WithTheCompiledTemplate azure)
{
    [Fact]
    public void The_app_runs_on_Flex_Consumption()
    {
        var sku = azure.Resources("Microsoft.Web/serverfarms").Single().GetProperty("sku");
        Assert.Equal("FC1", sku.GetProperty("name").GetString());
        Assert.Equal("FlexConsumption", sku.GetProperty("tier").GetString());
    }

    [Fact]
    public void Its_runtime_is_the_one_that_the_projects_target()
    {
        var runtime = azure.Properties("Microsoft.Web/sites").GetProperty("functionAppConfig").GetProperty("runtime");
        Assert.Equal("dotnet-isolated", runtime.GetProperty("name").GetString());
        Assert.Equal(Environment.Version.ToString(2), runtime.GetProperty("version").GetString());
    }

    [Fact]
    public void Its_package_is_fetched_with_its_identity()
    {
        var authentication = azure.Properties("Microsoft.Web/sites").GetProperty("functionAppConfig")
            .GetProperty("deployment").GetProperty("storage").GetProperty("authentication");
        Assert.Equal("UserAssignedIdentity", authentication.GetProperty("type").GetString());
    }

    [Fact]
    public void It_starts_after_its_roles_are_assigned() =>
        Assert.Contains("rbac", azure.Main.GetProperty("resources").GetProperty("function").GetProperty("dependsOn").EnumerateArray().Select(name => name.GetString()));

    [Fact]
    public void Instances_are_kept_started_only_where_a_count_is_given()
    {
        const string Count = "parameters('alwaysReadyHttp')";
        var alwaysReady = Configuration.GetProperty("scaleAndConcurrency").GetProperty("alwaysReady").GetString();
        Assert.Equal($"[if(equals({Count}, 0), createArray(), createArray(createObject('name', 'http', 'instanceCount', {Count})))]", alwaysReady);
        Assert.Equal(0, Default("alwaysReadyHttp").GetInt32());
    }

    [Fact]
    public void Rolling_updates_are_a_choice()
    {
        Assert.Equal("[parameters('updateStrategy')]", Configuration.GetProperty("siteUpdateStrategy").GetProperty("type").GetString());
        Assert.Equal("Recreate", Default("updateStrategy").GetString());
    }

    [Fact]
    public void A_second_app_uses_the_account_of_the_first_and_changes_nothing_of_it()
    {
        Assert.All(
            azure.Resources("Microsoft.Storage/storageAccounts").Concat(azure.Resources("Microsoft.Storage/storageAccounts/blobServices")),
            resource => Assert.Equal("[parameters('isNew')]", resource.GetProperty("condition").GetString()));
        var storage = azure.Main.GetProperty("resources").GetProperty("storage").GetProperty("properties").GetProperty("parameters");
        Assert.Equal("[empty(parameters('existingStorageAccount'))]", storage.GetProperty("isNew").GetProperty("value").GetString());
        Assert.Contains("variables('token')", storage.GetProperty("packageContainer").GetString()!, StringComparison.Ordinal);
        Assert.Contains("parameters('existingStorageAccount')", azure.Main.GetProperty("variables").GetProperty("names").GetProperty("storage").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public void Deleted_blobs_and_containers_can_be_restored_for_a_week()
    {
        Assert.All(["deleteRetentionPolicy", "containerDeleteRetentionPolicy"], policy =>
        {
            var retention = azure.Properties("Microsoft.Storage/storageAccounts/blobServices").GetProperty(policy);
            Assert.True(retention.GetProperty("enabled").GetBoolean());
            Assert.Equal("[parameters('undeleteDays')]", retention.GetProperty("days").GetString());
        });
        Assert.Equal(7, Default("undeleteDays").GetInt32());
    }

    private JsonElement Configuration => azure.Properties("Microsoft.Web/sites").GetProperty("functionAppConfig");

    private JsonElement Default(string parameter) => azure.Main.GetProperty("parameters").GetProperty(parameter).GetProperty("defaultValue");
}
