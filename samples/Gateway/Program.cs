using OpenClaw.Tenancy.Samples.Gateway.Commands;

return await GatewayCommands.RunAsync(args, Console.Out, Console.Error);
