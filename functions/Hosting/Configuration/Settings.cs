using MlFunctions.Domain.Incidents.Receivers;

namespace MlFunctions.Hosting.Configuration;

/// <summary>A setting that both hosts read.</summary>
/// <param name="Name">As an environment variable or app setting.</param>
/// <param name="Default">What the Standalone host takes where it is not set.</param>
public sealed record Setting(string Name, string Default)
{
    /// <summary>Its name in configuration, where two underscores are a colon.</summary>
    public string Key => Name.Replace("__", ":", StringComparison.Ordinal);
}

/// <summary>Every setting, listed once; tests hold the README and the Bicep template to this list.</summary>
public static class Settings
{
    /// <summary>The storage account, as a connection string; or the section of its parts, for an identity.</summary>
    public static readonly Setting Storage = new("AzureWebJobsStorage", "UseDevelopmentStorage=true");

    /// <summary>Put before every container and table name.</summary>
    public static readonly Setting StoragePrefix = new("MlFunctions__StoragePrefix", "");

    /// <summary>How often the queue of trainings is looked at.</summary>
    public static readonly Setting TrainingSchedule = new("TrainingSchedule", "*/5 * * * * *");

    /// <summary>How often the metrics and alarms of all tasks are computed, each task at most once in a span of its cadence.</summary>
    public static readonly Setting TaskMetricsSchedule = new("TaskMetricsSchedule", "* * * * * *");

    /// <summary>How often the steps of tickets that are due are taken, bundles collected and messages sent.</summary>
    public static readonly Setting TicketsSchedule = new("TicketsSchedule", "*/2 * * * * *");

    /// <summary>How often uploads that have been completed are looked for, to be read as datasets.</summary>
    public static readonly Setting UploadsSchedule = new("UploadsSchedule", "*/5 * * * * *");

    /// <summary>The hosts of the storage accounts that datasets may be read from by URL.</summary>
    public static readonly Setting AllowedAccounts = new(Domain.Datasets.Uploads.AllowedAccounts.Setting, "");

    /// <summary>How often datasets that are due are made of the log, and models scored on a new validation set.</summary>
    public static readonly Setting DatasetsSchedule = new("DatasetsSchedule", "0 */10 * * * *");

    /// <summary>How often each task is looked at for whether its model is to be trained anew.</summary>
    public static readonly Setting RetrainingSchedule = new("RetrainingSchedule", "0 */5 * * * *");

    /// <summary>How often models are moved to their next stage, and pilots held against their guardrails.</summary>
    public static readonly Setting StagesSchedule = new("StagesSchedule", "0 * * * * *");

    /// <summary>When models and datasets that nobody refers to are deleted.</summary>
    public static readonly Setting RetentionSchedule = new("RetentionSchedule", "0 30 3 * * *");

    /// <summary>The address of the API as people reach it, for the links in messages.</summary>
    public static readonly Setting PublicUrl = new("PublicUrl", "");

    /// <summary>Through which mail is sent.</summary>
    public static readonly Setting SmtpServer = new("SmtpServer", "");

    /// <summary>From whom mail comes.</summary>
    public static readonly Setting SmtpFrom = new("SmtpFrom", "");

    /// <summary>Whether receivers of messages may have http addresses and hosts that are not on the public internet.</summary>
    public static readonly Setting ReceiversAllowPrivate = new(ReceiverAddress.AllowPrivate, "false");

    /// <summary>When the review of the week that is over is made.</summary>
    public static readonly Setting ReviewSchedule = new("ReviewSchedule", "0 0 9 * * 1");

    /// <summary>Where traces and metrics are sent by OpenTelemetry's protocol.</summary>
    public static readonly Setting OtlpEndpoint = new("OTEL_EXPORTER_OTLP_ENDPOINT", "");

    /// <summary>Which Application Insights traces and metrics are sent to.</summary>
    public static readonly Setting ApplicationInsights = new("APPLICATIONINSIGHTS_CONNECTION_STRING", "");

    /// <summary>As whom they are sent there.</summary>
    public static readonly Setting ApplicationInsightsIdentity = new("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "");

    public static IReadOnlyList<Setting> All { get; } =
    [
        Storage, StoragePrefix, TrainingSchedule, TaskMetricsSchedule,
        TicketsSchedule, ReviewSchedule, UploadsSchedule, AllowedAccounts, DatasetsSchedule, RetrainingSchedule, StagesSchedule, RetentionSchedule, PublicUrl, SmtpServer, SmtpFrom,
        ReceiversAllowPrivate,
        OtlpEndpoint, ApplicationInsights, ApplicationInsightsIdentity,
    ];
}
