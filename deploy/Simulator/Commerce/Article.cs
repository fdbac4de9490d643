namespace CreatorFlow.Simulator.Commerce;

/// <summary>Something the creator sells, on every channel under the same SKU.</summary>
internal sealed record Article
{
    /// <summary>Position in the catalogue, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Position of its product, from 0; a product has several variants.</summary>
    public required int Product { get; init; }
    public required string Sku { get; init; }
    public required string ProductTitle { get; init; }
    public required string Variant { get; init; }

    /// <summary>US cents.</summary>
    public required long PriceCents { get; init; }
    public required int Grams { get; init; }
}
