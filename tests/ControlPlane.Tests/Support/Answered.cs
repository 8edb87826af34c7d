using System.Text.Json;

namespace ControlPlane.Tests.Support;

/// <summary>An answer, read whole.</summary>
internal sealed record Answered(int Status, string Body)
{
    internal string Code => Member("code");

    internal static async Task<Answered> OfAsync(HttpResponseMessage response)
    {
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        return new Answered((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A member by its path, such as <c>result.id</c>; empty where it is not there.</summary>
    internal string Member(string path)
    {
        using var document = JsonDocument.Parse(Body);
        JsonElement element = document.RootElement;
        foreach (string name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return string.Empty;
            }
        }

        return element.ToString();
    }
}
