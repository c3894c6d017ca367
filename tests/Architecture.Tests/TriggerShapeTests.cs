using System.Reflection;

using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Architecture.Tests;

/// <summary>
/// The trigger attributes as the Azure Functions isolated worker documents them. Run with and without <c>-p:AzureWorker=true</c>, these tests
/// hold the official types and our look-alikes to one shape, so that functions which compile against one compile, and mean the same, against the other.
/// </summary>
public sealed class TriggerShapeTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void A_function_has_a_name() => AssertShape(typeof(FunctionAttribute),
        "new(String name)",
        "String Name { get; }");

    [Fact]
    public void An_HTTP_trigger_has_a_level_then_verbs_and_a_route() => AssertShape(typeof(HttpTriggerAttribute),
        "new()",
        "new(AuthorizationLevel authLevel)",
        "new(AuthorizationLevel authLevel, params String[] methods)",
        "new(params String[] methods)",
        "AuthorizationLevel AuthLevel { get; }",
        "String[]? Methods { get; }",
        "String? Route { get; set; }");

    [Fact]
    public void A_timer_trigger_has_a_schedule() => AssertShape(typeof(TimerTriggerAttribute),
        "new(String schedule)",
        "Boolean RunOnStartup { get; set; }",
        "Boolean UseMonitor { get; set; }",
        "String Schedule { get; }");

    [Fact]
    public void A_tick_says_whether_it_is_late() => AssertShape(typeof(TimerInfo),
        "new()",
        "Boolean IsPastDue { get; set; }",
        "ScheduleStatus? ScheduleStatus { get; set; }");

    [Fact]
    public void A_schedule_has_a_last_and_a_next_tick() => AssertShape(typeof(ScheduleStatus),
        "new()",
        "DateTime Last { get; set; }",
        "DateTime LastUpdated { get; set; }",
        "DateTime Next { get; set; }");

    [Theory]
    [InlineData(AuthorizationLevel.Anonymous, "Anonymous", 0)]
    [InlineData(AuthorizationLevel.User, "User", 1)]
    [InlineData(AuthorizationLevel.Function, "Function", 2)]
    [InlineData(AuthorizationLevel.System, "System", 3)]
    [InlineData(AuthorizationLevel.Admin, "Admin", 4)]
    public void A_level_has_its_number(AuthorizationLevel level, string name, int number)
    {
        Assert.Equal(name, level.ToString());
        Assert.Equal(number, (int)level);
        Assert.Equal(5, Enum.GetValues<AuthorizationLevel>().Length);
    }

    [Fact]
    public void Without_arguments_an_HTTP_trigger_asks_for_a_function_key_and_takes_every_verb()
    {
        var trigger = new HttpTriggerAttribute();
        Assert.Equal(AuthorizationLevel.Function, trigger.AuthLevel);
        Assert.Null(trigger.Methods);
        Assert.Null(trigger.Route);
    }

    [Fact]
    public void With_verbs_alone_an_HTTP_trigger_is_anonymous() =>
        Assert.Equal(AuthorizationLevel.Anonymous, new HttpTriggerAttribute("get", "post").AuthLevel);

    [Fact]
    public void With_a_level_and_verbs_an_HTTP_trigger_keeps_both()
    {
        var trigger = new HttpTriggerAttribute(AuthorizationLevel.Admin, "get", "post");
        Assert.Equal(AuthorizationLevel.Admin, trigger.AuthLevel);
        Assert.Equal(["get", "post"], trigger.Methods!);
    }

    [Fact]
    public void A_timer_trigger_is_monitored_and_waits_for_its_first_tick()
    {
        var trigger = new TimerTriggerAttribute("%Schedule%");
        Assert.Equal("%Schedule%", trigger.Schedule);
        Assert.True(trigger.UseMonitor);
        Assert.False(trigger.RunOnStartup);
    }

    [Theory]
    [InlineData(typeof(FunctionAttribute), AttributeTargets.Method)]
    [InlineData(typeof(HttpTriggerAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(TimerTriggerAttribute), AttributeTargets.Parameter)]
    public void An_attribute_stands_once_and_where_the_worker_looks_for_it(Type attribute, AttributeTargets where)
    {
        var usage = attribute.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)!;
        Assert.Equal(where, usage.ValidOn);
        Assert.False(usage.AllowMultiple);
    }

    /// <summary>The type has these members. Ours has no others; the official one may grow.</summary>
    private static void AssertShape(Type type, params string[] members)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        string[] shape = [.. type.GetConstructors(Own).Select(Describe), .. type.GetProperties(Own).Select(Describe)];
        Assert.Equal("Microsoft.Azure.Functions.Worker", type.Namespace);
        Assert.Subset(shape.ToHashSet(), members.ToHashSet());
        if (type.Assembly.GetName().Name == "MlFunctions.Triggers") Assert.Equal(members.Order(), shape.Order());
    }

    private static string Describe(ConstructorInfo constructor) => $"new({string.Join(", ", constructor.GetParameters().Select(Describe))})";

    private static string Describe(ParameterInfo parameter) =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{parameter.ParameterType.Name} {parameter.Name}";

    private static string Describe(PropertyInfo property)
    {
        var mark = Nullability.Create(property).ReadState == NullabilityState.Nullable ? "?" : "";
        return $"{property.PropertyType.Name}{mark} {property.Name} {{ get;{(property.SetMethod is { IsPublic: true } ? " set;" : "")} }}";
    }
}
