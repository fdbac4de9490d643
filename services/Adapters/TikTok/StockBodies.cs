namespace CreatorFlow.Adapters.TikTok;

/// <summary>Body of Update Inventory (202309): what each SKU of one product is to show.</summary>
internal sealed record InventoryUpdate(IReadOnlyList<SkuUpdate> Skus);

/// <param name="Id">The platform's SKU id.</param>
/// <param name="Inventory">Every warehouse of the SKU, and no other.</param>
internal sealed record SkuUpdate(string Id, IReadOnlyList<WarehouseUpdate> Inventory);

internal sealed record WarehouseUpdate(string WarehouseId, long Quantity);

/// <summary>Answer of Update Inventory: success for each SKU that no error names.</summary>
internal sealed record InventoryUpdated
{
    public IReadOnlyList<UpdateError>? Errors { get; init; }
}

internal sealed record UpdateError
{
    public required long Code { get; init; }
    public UpdateErrorDetail? Detail { get; init; }
}

internal sealed record UpdateErrorDetail
{
    public string? SkuId { get; init; }
    public IReadOnlyList<WarehouseError>? ExtraErrors { get; init; }
}

internal sealed record WarehouseError
{
    public string? WarehouseId { get; init; }
    public required long Code { get; init; }
}

/// <summary>Body of Inventory Search (202309).</summary>
internal sealed record InventoryQuestion(IReadOnlyList<string> SkuIds);

internal sealed record InventoryFound
{
    public IReadOnlyList<ProductInventory>? Inventory { get; init; }
}

internal sealed record ProductInventory
{
    public required string ProductId { get; init; }
    public IReadOnlyList<SkuInventory>? Skus { get; init; }
}

internal sealed record SkuInventory
{
    public required string Id { get; init; }
    public IReadOnlyList<WarehouseInventory>? WarehouseInventory { get; init; }
}

internal sealed record WarehouseInventory
{
    public required string WarehouseId { get; init; }
    public required long AvailableQuantity { get; init; }
}

/// <summary>Body of Search Products (202502).</summary>
internal sealed record ProductQuestion(string Status);

internal sealed record ProductsFound
{
    public IReadOnlyList<ShopProduct>? Products { get; init; }
    public string? NextPageToken { get; init; }
}

internal sealed record ShopProduct
{
    public required string Id { get; init; }
    public string? Title { get; init; }
    public IReadOnlyList<ShopSku>? Skus { get; init; }
}

internal sealed record ShopSku
{
    public required string Id { get; init; }
    public string? SellerSku { get; init; }
    public IReadOnlyList<ShopSkuStock>? Inventory { get; init; }
}

internal sealed record ShopSkuStock
{
    public required string WarehouseId { get; init; }
    public long? Quantity { get; init; }
}
