using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CreatorFlow.Alerts;

/// <summary>An alert's id: its kind and what it is about.</summary>
/// <param name="Kind">Of <see cref="AlertKinds"/>.</param>
/// <param name="Subject">What it is about.</param>
public readonly record struct AlertId(string Kind, string Subject)
{
    /// <summary>As it stands in addresses and messages.</summary>
    public override string ToString() => $"{Kind}.{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(Subject))}";

    /// <returns>False when it is nothing that <see cref="ToString"/> wrote.</returns>
    public static bool TryParse(string text, out AlertId id)
    {
        ArgumentNullException.ThrowIfNull(text);
        id = default;
        if (text.Split('.') is not [var kind, var subject] || !AlertKinds.All.ContainsKey(kind)) return false;
        try
        {
            id = new(kind, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(WebEncoders.Base64UrlDecode(subject)));
            return id.Subject.Length > 0 && !id.Subject.Contains('\0');
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return false;
        }
    }
}
