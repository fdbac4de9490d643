using System.Net;
using CreatorFlow.Gateway.Limits;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Auth;

/// <summary>Counts wrong keys per address, so that keys cannot be guessed at speed. Known keys pass by it. Thread-safe.</summary>
internal sealed class WrongKeys(IOptions<ApiKeyOptions> options) : FailureCount<IPAddress>(options.Value.WrongKeysPerMinute);
