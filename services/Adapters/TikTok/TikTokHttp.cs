namespace CreatorFlow.Adapters.TikTok;

/// <summary>How HTTP clients for TikTok Shop are set up.</summary>
internal static class TikTokHttp
{
    /// <summary>An order of a hundred units is about 100 kB, a page of fifty full products about 2 MB; more than this is neither.</summary>
    private const int LargestAnswerBytes = 4 * 1024 * 1024;

    public static void Configure(HttpClient http)
    {
        http.Timeout = TimeSpan.FromSeconds(10);
        http.MaxResponseContentBufferSize = LargestAnswerBytes;
    }
}
