namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>A runtime: where it is reached, and the chain that sends requests of its own tenant there and of nobody else.</summary>
internal sealed record RuntimeDeployment(Uri Address, HttpMessageInvoker Chain);
