namespace MlFunctions.Storage.Kernel;

/// <summary>Every container and table of the application, listed once.</summary>
public static class StorageNames
{
    public const string DatasetsContainer = "datasets";
    public const string UploadsContainer = "uploads";
    public const string ModelsContainer = "models";
    public const string PredictionsContainer = "predictions";
    public const string ShadowsContainer = "shadows";
    public const string TicketsContainer = "tickets";
    public const string ReviewsContainer = "reviews";

    public const string TasksTable = "Tasks";
    public const string DatasetsTable = "Datasets";
    public const string UploadsTable = "Uploads";
    public const string TrainingsTable = "Trainings";
    public const string ModelsTable = "Models";
    public const string DeploymentsTable = "Deployments";
    public const string OutcomesTable = "Outcomes";
    public const string MetricsTable = "Metrics";
    public const string AlarmsTable = "Alarms";
    public const string TicketsTable = "Tickets";
    public const string OnCallTable = "OnCall";
    public const string AuditTable = "Audit";

    public static IReadOnlyList<string> Containers { get; } = [DatasetsContainer, UploadsContainer, ModelsContainer, PredictionsContainer, ShadowsContainer, TicketsContainer, ReviewsContainer];

    public static IReadOnlyList<string> Tables { get; } =
        [TasksTable, DatasetsTable, UploadsTable, TrainingsTable, ModelsTable, DeploymentsTable, OutcomesTable, MetricsTable, AlarmsTable, TicketsTable, OnCallTable, AuditTable];
}
