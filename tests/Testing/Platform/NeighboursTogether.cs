using Xunit;
using Xunit.Abstractions;

namespace CreatorFlow.Testing.Platform;

/// <summary>Classes of one folder run after and beside each other: they share fixtures. Whole platforms and servers begin first: they take longest.</summary>
public sealed class NeighboursTogether : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => collection.DisplayName.Contains(".Servers.", StringComparison.Ordinal)).ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
