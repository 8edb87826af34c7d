using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>The sample's own issuer and its keys: for a look at the gateway on a developer's machine, and for nothing else.</summary>
public static class DevelopmentWorld
{
    public const string Issuer = "dev";
    public const string Audience = "sample-gateway";

    private const string RingFile = "dev-ring.json";

    /// <summary>Refuses every environment but Development, which is never what the code chooses.</summary>
    public static void Require(IHostEnvironment environment)
    {
        if (!environment.IsDevelopment())
        {
            throw new TenancyConfigurationException([
                $"The environment is {environment.EnvironmentName}, and the issuer '{Issuer}' and its tenants are for Development alone: anyone with its key file speaks for every tenant. "
                + "To try the sample, set DOTNET_ENVIRONMENT=Development ('dotnet run' does so). To deploy a gateway, replace the issuer and the tenants in Hosting/GatewayServices.cs with your own."]);
        }
    }

    /// <summary>The keys of the folder, made where there are none. Several processes may ask at once.</summary>
    public static TokenKeyRing OpenRing(string folder)
    {
        string path = Path.Combine(folder, RingFile);
        try
        {
            MakeFolder(folder);
            return TokenKeyRing.LoadOrCreate(path, TokenKeyRing.CreateEs256);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TenancyConfigurationException([$"The data folder '{folder}' cannot be used. Choose one with --data that this process may write to."]);
        }
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(folder);
        }
        else
        {
            System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
