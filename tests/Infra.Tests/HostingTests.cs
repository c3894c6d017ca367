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
}
