using OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

return await ControlPlaneProgram.RunAsync(args, Console.Out, Console.Error);
