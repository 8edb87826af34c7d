using System.Text.Json;

namespace Gateway.Tests.Support;

public static class Json
{
    public static string Member(string json, string name) => JsonDocument.Parse(json).RootElement.GetProperty(name).GetString()!;
}
