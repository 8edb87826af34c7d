using System.Net;
using System.Text.Json;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>Everything that a caller sees of an answer, but for the date.</summary>
public sealed record Answer(HttpStatusCode Status, string Headers, string Body)
{
    public string? Code => Body.StartsWith('{') ? JsonDocument.Parse(Body).RootElement.GetProperty("code").GetString() : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        string.Join('\n', response.Headers.Concat(response.Content.Headers).Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(',', h.Value)}")),
        await response.Content.ReadAsStringAsync());
}
