using System.Text.Json;

namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>What came back: the status, the body, and all headers but the date.</summary>
public sealed record DemoAnswer(int Status, string Headers, string Body)
{
    public string Code => ReadCode() ?? "-";

    /// <summary>Something that must not be, or null.</summary>
    public string? Finding { get; init; }

    public static async Task<DemoAnswer> FromAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        IEnumerable<string> headers = response.Headers.Concat(response.Content.Headers)
            .Where(static h => h.Key != "Date")
            .Select(static h => $"{h.Key}: {string.Join(", ", h.Value)}")
            .Order(StringComparer.Ordinal);
        return new DemoAnswer((int)response.StatusCode, string.Join('\n', headers), await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public bool IsLike(DemoAnswer other) => Status == other.Status && Headers == other.Headers && Body == other.Body;

    public string Member(string name) => JsonDocument.Parse(Body).RootElement.GetProperty(name).GetString() ?? string.Empty;

    private string? ReadCode()
    {
        try
        {
            return JsonDocument.Parse(Body).RootElement.TryGetProperty("code", out JsonElement code) ? code.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
