[assembly: Xunit.TestCollectionOrderer("CreatorFlow.Testing.Platform.NeighboursTogether", "CreatorFlow.Testing")]
