namespace Gateway.Tests.Support;

/// <summary>The routes of secrets, as an admin of a tenant uses them.</summary>
public static class SecretCalls
{
    public const string Route = "/api/v1/secrets";

    public static async Task PutAsync(RunningGateway gateway, string tenant, string name, string value) =>
        Assert.Equal(204, (await gateway.SendAsync("PUT", $"{Route}/{name}", gateway.Admin(tenant), Body(value))).Status);

    public static string Body(string value) => $$"""{"value":"{{value}}"}""";
}
