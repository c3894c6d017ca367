using System.Globalization;
using System.Text.Json.Serialization;

namespace MlFunctions.Demo;

/// <summary>A sample order in the columns of task <c>delivery-time</c>, and how long it took.</summary>
internal sealed record Order(
    [property: JsonPropertyName("market_id")] string MarketId,
    [property: JsonPropertyName("created_at")] DateTime CreatedAt,
    [property: JsonPropertyName("store_id")] string StoreId,
    [property: JsonPropertyName("store_primary_category")] string StorePrimaryCategory,
    [property: JsonPropertyName("order_protocol")] string OrderProtocol,
    [property: JsonPropertyName("total_items")] int TotalItems,
    [property: JsonPropertyName("subtotal")] int Subtotal,
    [property: JsonPropertyName("num_distinct_items")] int NumDistinctItems,
    [property: JsonPropertyName("min_item_price")] int MinItemPrice,
    [property: JsonPropertyName("max_item_price")] int MaxItemPrice,
    [property: JsonPropertyName("total_onshift_dashers")] int? TotalOnshiftDashers,
    [property: JsonPropertyName("total_busy_dashers")] int? TotalBusyDashers,
    [property: JsonPropertyName("total_outstanding_orders")] int? TotalOutstandingOrders,
    [property: JsonPropertyName("estimated_order_place_duration")] int EstimatedOrderPlaceDuration,
    [property: JsonPropertyName("estimated_store_to_consumer_driving_duration")] int EstimatedStoreToConsumerDrivingDuration,
    [property: JsonIgnore] double DeliveryMinutes)
{
    public const string Header =
        "market_id,created_at,store_id,store_primary_category,order_protocol,total_items,subtotal,num_distinct_items,min_item_price,max_item_price,"
        + "total_onshift_dashers,total_busy_dashers,total_outstanding_orders,estimated_order_place_duration,estimated_store_to_consumer_driving_duration,delivery_minutes";

    public string ToCsv() => string.Create(
        CultureInfo.InvariantCulture,
        $"{MarketId},{CreatedAt:yyyy-MM-dd HH:mm:ss},{StoreId},{StorePrimaryCategory},{OrderProtocol},{TotalItems},{Subtotal},{NumDistinctItems},{MinItemPrice},{MaxItemPrice},{TotalOnshiftDashers},{TotalBusyDashers},{TotalOutstandingOrders},{EstimatedOrderPlaceDuration},{EstimatedStoreToConsumerDrivingDuration},{DeliveryMinutes:0.###}");
}
