using System.Globalization;

namespace CreatorFlow.Simulator.Commerce;

/// <summary>What a creator sells: decided by the seed alone.</summary>
internal static class Catalogue
{
    /// <summary>Variants that each product comes in.</summary>
    public const int VariantsOfProduct = 3;

    private static readonly (string Code, string Title)[] Things =
    [
        ("MUG", "Stoneware mug"), ("TEE", "Heavy cotton tee"), ("TOT", "Canvas tote"), ("CAN", "Soy candle"),
        ("NTB", "Stitched notebook"), ("BLK", "Wool blanket"), ("PRT", "Riso print"), ("CAP", "Corduroy cap"),
    ];

    private static readonly (string Code, string Title)[] Colours =
    [
        ("SND", "Sand"), ("INK", "Ink"), ("MOS", "Moss"), ("RST", "Rust"), ("FOG", "Fog"),
    ];

    public static IReadOnlyList<Article> Of(long seed, string creatorId, int skus)
    {
        var random = SeededRandom.For(seed, creatorId, "catalogue");
        return [.. Enumerable.Range(0, skus).Select(index => Article(index, random))];
    }

    private static Article Article(int index, SeededRandom random)
    {
        var product = index / VariantsOfProduct;
        var (code, title) = Things[product % Things.Length];
        var (colourCode, colour) = Colours[(product + index % VariantsOfProduct) % Colours.Length];
        var edition = product / Things.Length + 1;
        return new Article
        {
            Index = index,
            Product = product,
            Sku = string.Create(CultureInfo.InvariantCulture, $"{code}-{colourCode}-{edition:00}"),
            ProductTitle = edition == 1 ? title : string.Create(CultureInfo.InvariantCulture, $"{title} No. {edition}"),
            Variant = colour,
            PriceCents = random.Between(9, 79) * 100 + random.Pick([0, 50, 90, 99]),
            Grams = random.Between(2, 30) * 50,
        };
    }
}
